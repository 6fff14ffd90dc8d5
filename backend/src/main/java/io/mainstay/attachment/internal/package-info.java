// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.mainstay.attachment.internal;

import org.jspecify.annotations.NullMarked;
