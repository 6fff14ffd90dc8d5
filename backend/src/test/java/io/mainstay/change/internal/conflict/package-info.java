// SPDX-License-Identifier: Apache-2.0
/** Tests of what conflicts are. */
@NullMarked
package io.mainstay.change.internal.conflict;

import org.jspecify.annotations.NullMarked;
