// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one kind, told in the words of their trails. An installation is shipped with some of them.
 *
 * @param toldByCreation a field that every setting has
 * @param fields by the names that trails have for them
 * @param begunLate those that trails of earlier releases do not have
 * @param read the settings with these ids; those that are not there are absent
 */
public record TrailedSettings<S>(
        String aggregateType,
        String toldByCreation,
        Map<String, Function<S, @Nullable Object>> fields,
        Set<String> begunLate,
        Function<Collection<String>, Map<String, S>> read)
        implements TrailedRecords {

    @Override
    public boolean tells(String field) {
        return fields.containsKey(field);
    }

    @Override
    public Map<String, List<FieldChange>> now(Collection<String> ids) {
        Map<String, List<FieldChange>> now = new HashMap<>();
        read.apply(ids).forEach((id, setting) -> now.put(id, told(setting)));
        return now;
    }

    private List<FieldChange> told(S setting) {
        List<FieldChange> told = new ArrayList<>();
        fields.forEach((name, value) -> told.add(FieldChange.of(name, null, value.apply(setting))));
        return told;
    }
}
