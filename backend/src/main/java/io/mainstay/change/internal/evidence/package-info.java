// SPDX-License-Identifier: Apache-2.0
/** What was seen of a change, as a version that tells later what differs: pure functions, without database or framework. */
@NullMarked
package io.mainstay.change.internal.evidence;

import org.jspecify.annotations.NullMarked;
