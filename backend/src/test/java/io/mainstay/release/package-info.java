// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.mainstay.release;

import org.jspecify.annotations.NullMarked;
