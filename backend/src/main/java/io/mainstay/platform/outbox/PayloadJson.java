// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Payloads to and from JSON, with settings of their own: stored events must not change with those of the API. */
final class PayloadJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private PayloadJson() {}

    static String write(Record payload) {
        return payload instanceof SharedPayload shared ? write(shared) : MAPPER.writeValueAsString(payload);
    }

    private static String write(SharedPayload payload) {
        ObjectNode all = MAPPER.createObjectNode();
        all.setAll(MAPPER.<ObjectNode>valueToTree(payload.subject()));
        all.setAll(MAPPER.<ObjectNode>valueToTree(payload.event()));
        return MAPPER.writeValueAsString(all);
    }

    static <P extends Record> P read(String json, Class<P> as) {
        return MAPPER.readValue(json, as);
    }
}
