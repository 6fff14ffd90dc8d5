// SPDX-License-Identifier: Apache-2.0
/** Keeps files, which have no place in the graph, under keys. */
@NullMarked
package io.mainstay.platform.files;

import org.jspecify.annotations.NullMarked;
