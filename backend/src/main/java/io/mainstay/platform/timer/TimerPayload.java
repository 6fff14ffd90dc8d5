// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A timer's small values as JSON. */
final class TimerPayload {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

    private TimerPayload() {}

    static String write(Map<String, String> payload) {
        return MAPPER.writeValueAsString(payload);
    }

    static Map<String, String> read(String json) {
        return MAPPER.readValue(json, TYPE);
    }
}
