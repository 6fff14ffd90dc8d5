// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.jobs;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A job's parameters as JSON. */
final class JobParameters {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

    private JobParameters() {}

    static String write(Map<String, String> parameters) {
        return MAPPER.writeValueAsString(parameters);
    }

    static Map<String, String> read(String json) {
        return MAPPER.readValue(json, TYPE);
    }
}
