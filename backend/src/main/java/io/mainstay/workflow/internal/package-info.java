@NullMarked
package io.mainstay.workflow.internal;

import org.jspecify.annotations.NullMarked;
