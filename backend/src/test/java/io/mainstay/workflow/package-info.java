// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.mainstay.workflow;

import org.jspecify.annotations.NullMarked;
