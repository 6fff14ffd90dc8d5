// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.mainstay.attachment.internal.store;

import org.jspecify.annotations.NullMarked;
