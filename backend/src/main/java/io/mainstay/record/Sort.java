// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

/**
 * One key of the order of a list.
 *
 * @param field the name of a sortable field
 */
public record Sort(String field, boolean descending) {}
