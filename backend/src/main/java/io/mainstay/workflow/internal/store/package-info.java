@NullMarked
package io.mainstay.workflow.internal.store;

import org.jspecify.annotations.NullMarked;
