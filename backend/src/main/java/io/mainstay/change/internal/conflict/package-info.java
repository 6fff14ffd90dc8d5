// SPDX-License-Identifier: Apache-2.0
/** Which changes get in each other's way, and what else speaks against one: pure functions, without database or framework. */
@NullMarked
package io.mainstay.change.internal.conflict;

import org.jspecify.annotations.NullMarked;
