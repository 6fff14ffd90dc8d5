// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.workflow.ApprovalStage;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The stages of a policy as JSON, which is how its node and its history hold them. */
public final class StagesJson {

    /** What was written by a release that did not know it is not there, and is as it was then. */
    private static final JsonMapper MAPPER = JsonMapper.shared()
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final TypeReference<List<ApprovalStage>> TYPE = new TypeReference<>() {};

    private StagesJson() {}

    static String write(List<ApprovalStage> stages) {
        return MAPPER.writeValueAsString(stages);
    }

    public static List<ApprovalStage> read(String json) {
        return MAPPER.readValue(json, TYPE);
    }
}
