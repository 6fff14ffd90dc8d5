// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments as a tree of maps and lists, of which changed copies are made. A path has names and indexes. */
final class Tree {

    private Tree() {}

    static Map<String, Object> with(Map<String, Object> root, List<Object> path, @Nullable Object value) {
        return map(changed(root, path, value, false));
    }

    static Map<String, Object> without(Map<String, Object> root, List<Object> path) {
        return map(changed(root, path, null, true));
    }

    static List<Object> path(List<Object> parent, Object step) {
        List<Object> path = new ArrayList<>(parent);
        path.add(step);
        return path;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    private static Object changed(@Nullable Object node, List<Object> path, @Nullable Object value, boolean remove) {
        Object step = path.getFirst();
        List<Object> rest = path.subList(1, path.size());
        if (step instanceof Integer index) {
            List<Object> copy = new ArrayList<>((List<?>) require(node));
            copy.set(index, rest.isEmpty() ? value : changed(copy.get(index), rest, value, remove));
            return copy;
        }
        Map<String, Object> copy = node == null ? new LinkedHashMap<>() : new LinkedHashMap<>(map(node));
        if (!rest.isEmpty()) {
            copy.put((String) step, changed(copy.get(step), rest, value, remove));
        } else if (remove) {
            copy.remove(step);
        } else {
            copy.put((String) step, value);
        }
        return copy;
    }

    private static Object require(@Nullable Object node) {
        if (node == null) {
            throw new IllegalArgumentException("there is no list at this place");
        }
        return node;
    }
}
