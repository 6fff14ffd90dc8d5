@NullMarked
package io.mainstay.workflow.internal.graphql;

import org.jspecify.annotations.NullMarked;
