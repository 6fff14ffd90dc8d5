// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody does about a change after it was requested. */
public sealed interface ChangeStep {

    Instant at();

    /** Who does it. */
    RealmPerson actor();

    record Assign(Instant at, RealmPerson actor, RealmTeam team) implements ChangeStep {}

    record Exempt(Instant at, RealmPerson actor, String reason) implements ChangeStep {}

    record Submit(Instant at, RealmPerson actor) implements ChangeStep {}

    record Assess(Instant at, RealmPerson actor, String level, String reason) implements ChangeStep {}

    /** The first of the two approvals that a high risk needs. */
    record Review(Instant at, RealmPerson actor) implements ChangeStep {}

    record Authorise(Instant at, RealmPerson actor) implements ChangeStep {}

    record AuthoriseVerbally(Instant at, RealmPerson actor, String how) implements ChangeStep {}

    record Reject(Instant at, RealmPerson actor, String reason) implements ChangeStep {}

    record Start(Instant at, RealmPerson actor) implements ChangeStep {}

    record Complete(
            Instant at,
            RealmPerson actor,
            String outcome,
            @Nullable String note) implements ChangeStep {}

    record FilePaperwork(
            Instant at,
            RealmPerson actor,
            String plan,
            String backOutPlan,
            @Nullable String testPlan,
            @Nullable String noTestReason)
            implements ChangeStep {}

    record MarkUnauthorised(Instant at, RealmPerson actor, String reason) implements ChangeStep {}

    record Close(Instant at, RealmPerson actor, String review) implements ChangeStep {}

    record Cancel(Instant at, RealmPerson actor, String reason) implements ChangeStep {}
}
