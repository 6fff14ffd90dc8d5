// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.mainstay.attachment.internal.graphql;

import org.jspecify.annotations.NullMarked;
