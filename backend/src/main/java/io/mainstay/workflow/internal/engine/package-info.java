@NullMarked
package io.mainstay.workflow.internal.engine;

import org.jspecify.annotations.NullMarked;
