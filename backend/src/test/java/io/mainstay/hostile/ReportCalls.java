// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import java.util.List;
import java.util.Map;

/** An acceptable call of the mutation of reports of changes. */
final class ReportCalls {

    private static final List<Object> MONTH = List.of("input", "month");

    private ReportCalls() {}

    /** Makes a report and returns its id. */
    static String made(HostileFixture fixture, String token, String organisationId, String month) {
        return fixture.execute(
                        token,
                        "mutation($input: ChangeReportMakeInput!) { changeReportMake(input: $input) { changeReport { id }"
                                + " userErrors { code message } } }",
                        Map.of("input", report(organisationId, month)))
                .accepted("changeReportMake")
                .text("changeReportMake.changeReport.id");
    }

    static List<AcceptableCall> of(HostileFixture fixture) {
        return List.of(AcceptableCall.of("changeReportMake", fixture.worker)
                .with("input", report(fixture.organisation, "2001-02"))
                .allowedInEveryState()
                .hiddenFrom(fixture.outsider)
                .alsoRefuses("of no month", "2001-13", MONTH, "INVALID")
                .alsoRefuses("of a month to come", "2190-01", MONTH, "INVALID"));
    }

    private static Map<String, Object> report(String organisationId, String month) {
        return input("organisationId", organisationId, "month", month, "reason", "Hostile");
    }
}
