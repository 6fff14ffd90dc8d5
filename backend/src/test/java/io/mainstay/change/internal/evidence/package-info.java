// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.mainstay.change.internal.evidence;

import org.jspecify.annotations.NullMarked;
