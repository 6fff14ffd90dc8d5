// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.mainstay.change.internal.risk;

import org.jspecify.annotations.NullMarked;
