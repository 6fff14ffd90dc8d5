// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ChangeTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tasks of a template as JSON, which is how its node and its history hold them; none are null. */
public final class TemplateTasksJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TypeReference<List<ChangeTemplate.Task>> TYPE = new TypeReference<>() {};

    private TemplateTasksJson() {}

    static @Nullable String write(List<ChangeTemplate.Task> tasks) {
        return tasks.isEmpty() ? null : MAPPER.writeValueAsString(tasks);
    }

    public static List<ChangeTemplate.Task> read(@Nullable String json) {
        return json == null ? List.of() : MAPPER.readValue(json, TYPE);
    }
}
