// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import java.util.ArrayList;
import java.util.List;

/** Where in a mutation's arguments a value stands, to be named in refusals. */
public record FieldPath(List<String> parts) {

    /** The mutation's argument {@code input}. */
    public static final FieldPath INPUT = new FieldPath(List.of("input"));

    /** The element of a bulk operation's list. */
    public static FieldPath element(String list, int index) {
        return new FieldPath(List.of(list, String.valueOf(index)));
    }

    public String[] to(String... below) {
        List<String> path = new ArrayList<>(parts);
        path.addAll(List.of(below));
        return path.toArray(String[]::new);
    }
}
