package io.mainstay.hostile;

import static io.mainstay.hostile.HostileFixture.input;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One acceptable call of each mutation of the problem capability. */
final class ProblemCalls {

    private ProblemCalls() {}

    static List<AcceptableCall> of(HostileFixture fixture) {
        String known = fixture.cmdb.ci(fixture.worker, "server", "Hostile and known for it");
        Map<String, Object> dismissal = dismissal(fixture, known);
        dismiss(fixture, dismissal);
        Map<String, Object> dismissed = input("scope", "CONFIGURATION_ITEM", "subjectId", known);
        return List.of(
                AcceptableCall.of("problemTrendDismiss", fixture.worker)
                        .with("input", dismissal(fixture, fixture.server))
                        .allowedInEveryState()
                        .hiddenFrom(fixture.outsider)
                        .alsoRefuses("in the past", "2000-01-01T00:00:00Z", List.of("input", "until"), "INVALID")
                        .alsoRefuses("too far ahead", "2199-01-01T00:00:00Z", List.of("input", "until"), "INVALID"),
                AcceptableCall.of("problemTrendRestore", fixture.worker)
                        .with("input", dismissed)
                        .forbiddenWith("input", Tree.with(dismissed, List.of("subjectId"), fixture.offering))
                        .hiddenFrom(fixture.outsider));
    }

    private static Map<String, Object> dismissal(HostileFixture fixture, String ciId) {
        return input(
                "scope",
                "CONFIGURATION_ITEM",
                "subjectId",
                ciId,
                "reason",
                "Hostile reason",
                "until",
                fixture.clock.now().plus(Duration.ofDays(30)).toString());
    }

    /** Hides a trend for as long as this input says. */
    static void dismiss(HostileFixture fixture, Map<String, Object> dismissal) {
        fixture.execute(
                        fixture.worker,
                        "mutation($input: ProblemTrendDismissInput!) { problemTrendDismiss(input: $input)"
                                + " { userErrors { code message } } }",
                        Map.of("input", dismissal))
                .accepted("problemTrendDismiss");
    }
}
