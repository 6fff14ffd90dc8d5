// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar.internal.store;

import io.mainstay.calendar.CalendarRules;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Calendar rules as stored JSON, with settings of their own: what is stored must not change with those of the API. */
final class RulesJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private RulesJson() {}

    static String write(CalendarRules rules) {
        return MAPPER.writeValueAsString(rules);
    }

    static CalendarRules read(String json) {
        return MAPPER.readValue(json, CalendarRules.class);
    }
}
