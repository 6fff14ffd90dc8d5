// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.change.ChangeCalendar.Entry;
import io.mainstay.change.ChangeCalendar.Kind;
import io.mainstay.change.ChangeCalendarQuestion;
import io.mainstay.change.ChangeCalendarSource;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.release.Deployment;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseState;
import io.mainstay.release.internal.store.ReleaseCalendarStore;
import io.mainstay.release.internal.store.ReleaseCalendarStore.Shown;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Releases in the calendar of changes: from when on they may be deployed, when they are, and when they are watched. */
@Configuration(proxyBeanMethods = false)
class ReleaseCalendar {

    @Bean
    ChangeCalendarSource deploymentCalendar(ReleaseCalendarStore store) {
        return new Deployments(store);
    }

    @Bean
    ChangeCalendarSource earlyLifeCalendar(ReleaseCalendarStore store, Tickets<Release, ReleaseState> releases) {
        return new EarlyLife(store, releases);
    }

    @Bean
    ChangeCalendarSource effectiveCalendar(ReleaseCalendarStore store, Tickets<Release, ReleaseState> releases) {
        return new Effective(store, releases);
    }

    private record Deployments(ReleaseCalendarStore store) implements ChangeCalendarSource {

        @Override
        public Kind kind() {
            return Kind.DEPLOYMENT;
        }

        @Override
        public List<Entry> during(
                Principal principal, ChangeCalendarQuestion question, @Nullable Collection<String> ciIds, int most) {
            return principal.may(Permission.RELEASE_READ)
                    ? store.deployments(principal.visibility(), question, ciIds, most).stream()
                            .map(Deployments::entry)
                            .toList()
                    : List.of();
        }

        private static Entry entry(Shown shown) {
            Deployment deployment = shown.deployment();
            Deployment.Window window = Objects.requireNonNull(deployment.window());
            return new Entry(
                    Kind.DEPLOYMENT,
                    window.from(),
                    window.to(),
                    null,
                    shown.title() + " " + shown.releaseVersion() + ": " + shown.environment(),
                    deployment,
                    deployment.id());
        }
    }

    private record EarlyLife(ReleaseCalendarStore store, Tickets<Release, ReleaseState> releases)
            implements ChangeCalendarSource {

        @Override
        public Kind kind() {
            return Kind.EARLY_LIFE;
        }

        @Override
        public List<Entry> during(
                Principal principal, ChangeCalendarQuestion question, @Nullable Collection<String> ciIds, int most) {
            if (!principal.may(Permission.RELEASE_READ)) {
                return List.of();
            }
            List<String> ids = store.watched(principal.visibility(), question, ciIds, most);
            return ids.isEmpty()
                    ? List.of()
                    : releases.byIds(principal, ids).values().stream()
                            .map(EarlyLife::entry)
                            .toList();
        }

        private static Entry entry(Release release) {
            Instant from = Objects.requireNonNull(release.course().availableAt());
            return new Entry(
                    Kind.EARLY_LIFE,
                    from,
                    watchedUntil(release.course()),
                    null,
                    release.title() + " " + release.content().version(),
                    release,
                    release.id());
        }

        /** What was rolled back is watched no longer. */
        private static Instant watchedUntil(Release.Course course) {
            Instant until = Objects.requireNonNull(course.earlyLifeUntil());
            Instant undone = course.rolledBackAt();
            return undone == null || undone.isAfter(until) ? until : undone;
        }
    }

    private record Effective(ReleaseCalendarStore store, Tickets<Release, ReleaseState> releases)
            implements ChangeCalendarSource {

        @Override
        public Kind kind() {
            return Kind.RELEASE;
        }

        @Override
        public List<Entry> during(
                Principal principal, ChangeCalendarQuestion question, @Nullable Collection<String> ciIds, int most) {
            if (!principal.may(Permission.RELEASE_READ)) {
                return List.of();
            }
            List<String> ids = store.effective(principal.visibility(), question, ciIds, most);
            return ids.isEmpty()
                    ? List.of()
                    : releases.byIds(principal, ids).values().stream()
                            .map(Effective::entry)
                            .toList();
        }

        private static Entry entry(Release release) {
            Instant at = Objects.requireNonNull(release.plan().effectiveFrom());
            return new Entry(
                    Kind.RELEASE,
                    at,
                    at,
                    null,
                    release.title() + " " + release.content().version(),
                    release,
                    release.id());
        }
    }
}
