// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ChangeReport;
import tools.jackson.databind.json.JsonMapper;

/** The figures of a report as JSON, which is how its node holds them. */
public final class ReportFiguresJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private ReportFiguresJson() {}

    public static String write(ChangeReport.Figures figures) {
        return MAPPER.writeValueAsString(figures);
    }

    public static ChangeReport.Figures read(String json) {
        return MAPPER.readValue(json, ChangeReport.Figures.class);
    }

    /** A text by which it is found out whether the figures are still those that the trail tells of. */
    public static String digest(String json) {
        return FeedToken.digest(json);
    }
}
