// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.change.ChangeReportService;
import io.mainstay.demo.internal.Company;
import io.mainstay.demo.internal.CompanyGenerator;
import io.mainstay.demo.internal.DemoChange;
import io.mainstay.demo.internal.DemoIncident;
import io.mainstay.demo.internal.DemoProblem;
import io.mainstay.demo.internal.DemoSize;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.database.BackgroundWork;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.JobHandler;
import io.mainstay.platform.jobs.JobStep;
import io.mainstay.platform.jobs.NewJob;
import io.mainstay.record.TicketKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Loads the demo company. Each chunk uses the services of the capabilities, which draw numbers outside of transactions;
 * a chunk that is repeated after a crash finds what it has made and makes the rest.
 */
@Component
final class DemoLoadJob implements JobHandler {

    static final String KIND = "demo.load";

    private static final String SEED = "seed";
    private static final String SIZE = "size";
    private static final String NOW = "now";
    private static final int INCIDENT_CHUNK = 20;
    private static final int INCIDENTS_AT_ONCE = 4;

    private final RealmReader realms;
    private final ItemLoader items;
    private final OrganisationLoader organisations;
    private final ServiceLevelLoader serviceLevels;
    private final OutageLoader outages;
    private final WindowLoader windows;
    private final MeetingLoader meetings;
    private final TemplateLoader templates;
    private final ApprovalLoader approvals;
    private final CategoryLoader categories;
    private final IncidentLoader incidents;
    private final ProblemLoader problems;
    private final ChangeLoader changes;
    private final GraphEditLoader graphEdits;
    private final DifferenceLoader differences;
    private final ReleaseLoader releases;
    private final ChangeReportService reports;
    private @Nullable Context kept;

    /** What all chunks of a load need; costs a few reads to make anew. */
    private record Context(String jobId, Instant now, Company company, Realm realm, Map<String, String> ciIds) {

        long total() {
            return (long) company.cis().size()
                    + company.relations().size()
                    + company.incidents().size()
                    + company.problems().size()
                    + company.changes().size();
        }
    }

    DemoLoadJob(
            RealmReader realms,
            ItemLoader items,
            OrganisationLoader organisations,
            ServiceLevelLoader serviceLevels,
            OutageLoader outages,
            WindowLoader windows,
            MeetingLoader meetings,
            TemplateLoader templates,
            ApprovalLoader approvals,
            CategoryLoader categories,
            IncidentLoader incidents,
            ProblemLoader problems,
            ChangeLoader changes,
            GraphEditLoader graphEdits,
            DifferenceLoader differences,
            ReleaseLoader releases,
            ChangeReportService reports) {
        this.realms = realms;
        this.items = items;
        this.organisations = organisations;
        this.serviceLevels = serviceLevels;
        this.outages = outages;
        this.windows = windows;
        this.meetings = meetings;
        this.templates = templates;
        this.approvals = approvals;
        this.categories = categories;
        this.incidents = incidents;
        this.problems = problems;
        this.changes = changes;
        this.graphEdits = graphEdits;
        this.differences = differences;
        this.releases = releases;
        this.reports = reports;
    }

    /** @param now the end of the company's history */
    static NewJob submission(long seed, DemoSize size, Instant now) {
        Map<String, String> parameters = Map.of(SEED, String.valueOf(seed), SIZE, size.name(), NOW, now.toString());
        return new NewJob(KIND, "only", parameters, Principal.SYSTEM_ID);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean transactional() {
        return false;
    }

    @Override
    public synchronized JobStep step(Job job) {
        try {
            return step(context(job), Checkpoint.parse(job.checkpoint()), job.done());
        } catch (RuntimeException failure) {
            // What is known of the database may be wrong now.
            kept = null;
            throw failure;
        }
    }

    private JobStep step(Context context, Checkpoint at, long done) {
        Company company = context.company();
        return switch (at.phase()) {
            case ITEMS -> {
                int end = end(at, ItemLoader.CHUNK, company.cis());
                items.load(company.cis().subList(at.position(), end), context.realm(), context.ciIds());
                yield next(context, at, end, company.cis(), LoadPhase.RELATIONS, done);
            }
            case RELATIONS -> {
                int end = end(at, ItemLoader.CHUNK, company.relations());
                items.relate(company.relations().subList(at.position(), end), context.ciIds());
                yield next(context, at, end, company.relations(), LoadPhase.SETTINGS, done);
            }
            case SETTINGS -> {
                organisations.load(context.realm());
                serviceLevels.load(context.ciIds());
                outages.load(context.ciIds(), context.now());
                windows.load(context.ciIds(), context.now());
                approvals.load(context.realm(), context.now());
                yield next(context, at, 0, List.of(), LoadPhase.INCIDENTS, done);
            }
            case INCIDENTS -> {
                int end = end(at, INCIDENT_CHUNK, company.incidents());
                load(company.incidents().subList(at.position(), end), context);
                yield next(context, at, end, company.incidents(), LoadPhase.PROBLEMS, done);
            }
            case PROBLEMS -> {
                loadProblems(context);
                int end = company.problems().size();
                yield next(context, at, end, company.problems(), LoadPhase.CHANGES, done);
            }
            case CHANGES -> {
                loadChanges(context);
                templates.load(context.realm(), context.ciIds(), context.now());
                differences.load(context.realm(), context.ciIds());
                releases.load(context.realm(), context.ciIds(), context.now());
                meetings.load(context.realm(), context.now());
                reports.makeDue(Principal.SYSTEM);
                yield JobStep.last(context.total());
            }
        };
    }

    private static int end(Checkpoint at, int chunk, List<?> all) {
        return Math.min(at.position() + chunk, all.size());
    }

    private static JobStep next(Context context, Checkpoint at, int end, List<?> all, LoadPhase after, long done) {
        Checkpoint next = end < all.size() ? new Checkpoint(at.phase(), end) : new Checkpoint(after, 0);
        return JobStep.next(next.text(), done + end - at.position(), context.total());
    }

    private void load(List<DemoIncident> chunk, Context context) {
        Map<String, String> categoryIds = incidentCategories(chunk);
        try (ExecutorService threads = Executors.newFixedThreadPool(INCIDENTS_AT_ONCE, BackgroundWork.threads())) {
            List<? extends Future<?>> loads = chunk.stream()
                    .map(incident -> threads.submit(
                            () -> incidents.load(incident, context.realm(), context.ciIds(), categoryIds)))
                    .toList();
            loads.forEach(DemoLoadJob::await);
        }
    }

    /** All of them in one chunk: they are few, and one may refer to another. */
    private Map<String, String> loadProblems(Context context) {
        Company company = context.company();
        Map<String, String> incidentIds = incidentIds(
                context,
                company.problems().stream().flatMap(DemoProblem::allIncidents).collect(Collectors.toSet()));
        Map<String, String> problemIds = new HashMap<>();
        ProblemLoader.Known known = new ProblemLoader.Known(
                context.realm(),
                context.ciIds(),
                categories.load(
                        TicketKind.PROBLEM,
                        company.problems().stream()
                                .map(DemoProblem::category)
                                .collect(Collectors.toCollection(TreeSet::new))),
                incidentIds,
                problemIds);
        company.problems().forEach(problem -> problemIds.put(problem.key(), problems.load(problem, known)));
        return problemIds;
    }

    /** All of them in one chunk, because they are few. Loading the problems again finds those that are there. */
    private void loadChanges(Context context) {
        Company company = context.company();
        ChangeLoader.Known known = new ChangeLoader.Known(
                context.realm(),
                context.ciIds(),
                categories.load(
                        TicketKind.CHANGE,
                        company.changes().stream()
                                .map(DemoChange::category)
                                .collect(Collectors.toCollection(TreeSet::new))),
                incidentIds(
                        context,
                        company.changes().stream()
                                .flatMap(change -> change.incidents().stream())
                                .collect(Collectors.toSet())),
                loadProblems(context));
        for (DemoChange change : company.changes()) {
            String id = changes.load(change, known);
            if (change.key().equals(GraphEditLoader.CHANGE)) {
                graphEdits.load(context.realm(), id, context.ciIds());
            }
        }
    }

    private Map<String, String> incidentIds(Context context, Set<String> keys) {
        List<DemoIncident> some = context.company().incidents().stream()
                .filter(incident -> keys.contains(incident.key()))
                .toList();
        Map<String, String> categoryIds = incidentCategories(some);
        return some.stream()
                .collect(Collectors.toMap(
                        DemoIncident::key,
                        incident -> incidents.reported(incident, context.realm(), context.ciIds(), categoryIds)));
    }

    private Map<String, String> incidentCategories(List<DemoIncident> some) {
        return categories.load(
                TicketKind.INCIDENT,
                some.stream().map(DemoIncident::category).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static void await(Future<?> load) {
        try {
            load.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("An incident could not be loaded", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The load was interrupted", interrupted);
        }
    }

    private Context context(Job job) {
        Context context = kept;
        if (context != null && context.jobId().equals(job.id())) {
            return context;
        }
        Map<String, String> parameters = job.parameters();
        CompanyGenerator generator = new CompanyGenerator(
                Long.parseLong(parameters.getOrDefault(SEED, "")),
                DemoSize.valueOf(parameters.getOrDefault(SIZE, "")).company());
        Instant now = Instant.parse(parameters.getOrDefault(NOW, ""));
        Context made = new Context(
                job.id(),
                now,
                generator.generate(now),
                realms.read()
                        .orElseThrow(
                                () -> new IllegalStateException("People and teams of the demo company are missing")),
                items.ids());
        kept = made;
        return made;
    }
}
