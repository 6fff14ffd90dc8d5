// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.mainstay.workflow.internal.engine;

import org.jspecify.annotations.NullMarked;
