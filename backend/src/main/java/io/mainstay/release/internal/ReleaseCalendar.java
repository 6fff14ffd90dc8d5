// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.change.ChangeCalendar.Entry;
import io.mainstay.change.ChangeCalendar.Kind;
import io.mainstay.change.ChangeCalendarQuestion;
import io.mainstay.change.ChangeCalendarSource;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
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
import java.util.function.Function;
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
        return new OfReleases(Kind.EARLY_LIFE, store::watched, releases, ReleaseCalendar::watched);
    }

    @Bean
    ChangeCalendarSource effectiveCalendar(ReleaseCalendarStore store, Tickets<Release, ReleaseState> releases) {
        return new OfReleases(Kind.RELEASE, store::effective, releases, ReleaseCalendar::effective);
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

    /** Finds the ids of releases for the calendar. */
    @FunctionalInterface
    private interface Finder {
        List<String> find(
                Visibility visibility, ChangeCalendarQuestion question, @Nullable Collection<String> ciIds, int most);
    }

    private record OfReleases(
            Kind kind, Finder finder, Tickets<Release, ReleaseState> releases, Function<Release, Time> time)
            implements ChangeCalendarSource {

        @Override
        public List<Entry> during(
                Principal principal, ChangeCalendarQuestion question, @Nullable Collection<String> ciIds, int most) {
            if (!principal.may(Permission.RELEASE_READ)) {
                return List.of();
            }
            List<String> ids = finder.find(principal.visibility(), question, ciIds, most);
            return ids.isEmpty()
                    ? List.of()
                    : releases.byIds(principal, ids).values().stream()
                            .map(this::entry)
                            .toList();
        }

        private Entry entry(Release release) {
            Time when = time.apply(release);
            return new Entry(
                    kind,
                    when.from(),
                    when.to(),
                    null,
                    release.title() + " " + release.content().version(),
                    release,
                    release.id());
        }
    }

    private record Time(Instant from, Instant to) {}

    /** What was rolled back is watched no longer. */
    private static Time watched(Release release) {
        Release.Course course = release.course();
        Instant until = Objects.requireNonNull(course.earlyLifeUntil());
        Instant undone = course.rolledBackAt();
        return new Time(
                Objects.requireNonNull(course.availableAt()), undone == null || undone.isAfter(until) ? until : undone);
    }

    private static Time effective(Release release) {
        Instant at = Objects.requireNonNull(release.plan().effectiveFrom());
        return new Time(at, at);
    }
}
