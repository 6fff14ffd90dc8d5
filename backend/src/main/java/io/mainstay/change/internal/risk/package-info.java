// SPDX-License-Identifier: Apache-2.0
/** What the risk of a change is by a table of rules: pure functions, without database or framework. */
@NullMarked
package io.mainstay.change.internal.risk;

import org.jspecify.annotations.NullMarked;
