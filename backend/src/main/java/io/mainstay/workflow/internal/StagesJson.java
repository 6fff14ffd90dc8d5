// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.workflow.ApprovalStage;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The stages of a policy as JSON, which is how its node and its history hold them. */
public final class StagesJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TypeReference<List<ApprovalStage>> TYPE = new TypeReference<>() {};

    private StagesJson() {}

    static String write(List<ApprovalStage> stages) {
        return MAPPER.writeValueAsString(stages);
    }

    public static List<ApprovalStage> read(String json) {
        return MAPPER.readValue(json, TYPE);
    }
}
