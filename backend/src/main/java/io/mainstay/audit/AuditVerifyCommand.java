// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit;

import io.mainstay.kernel.Principal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.neo4j.autoconfigure.DataNeo4jAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.neo4j.autoconfigure.Neo4jAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The third mode of the application: checks the whole audit trail, prints what it finds and exits. Starts nothing but what
 * reads the graph, so it needs no identity provider, no search engine and no token: whoever may open the database may
 * check it.
 */
@ImportAutoConfiguration({Neo4jAutoConfiguration.class, DataNeo4jAutoConfiguration.class, JacksonAutoConfiguration.class
})
@ComponentScan(
        basePackages = {
            "io.mainstay.platform.cypher",
            "io.mainstay.platform.database",
            "io.mainstay.platform.time",
            "io.mainstay.platform.work",
            "io.mainstay.audit.internal.store"
        })
@ComponentScan(
        basePackages = "io.mainstay.audit.internal",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.ASSIGNABLE_TYPE,
                        classes = {AuditService.class, AuditTrail.class}))
public class AuditVerifyCommand {

    /** Everything was checked and nothing was found. */
    public static final int INTACT = 0;

    /** Something does not fit what was written. */
    public static final int FINDINGS = 1;

    /** The check could not be made, for instance because the database does not answer. */
    public static final int FAILED = 2;

    private static final int SEALS = 10_000;

    protected AuditVerifyCommand() {}

    @Bean
    MeterRegistry unreadMeters() {
        return new SimpleMeterRegistry();
    }

    /**
     * @param args as those of the application, such as {@code --spring.neo4j.uri=...}
     * @return the exit code
     */
    public static int run(PrintStream out, String... args) {
        String[] quiet = Stream.concat(
                        Arrays.stream(args),
                        Stream.of("--logging.level.root=ERROR", "--logging.structured.format.console="))
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(AuditVerifyCommand.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .run(quiet)) {
            return verify(context.getBean(AuditService.class), out);
        } catch (RuntimeException failure) {
            out.println("The audit trail could not be checked: " + failure.getMessage());
            return FAILED;
        }
    }

    private static int verify(AuditService audit, PrintStream out) {
        long entries = 0;
        long findings = 0;
        long next = 1;
        @Nullable String record = null;
        AuditVerification part;
        do {
            part = audit.verify(Principal.SYSTEM, next, SEALS, record);
            part.findings().forEach(finding -> out.println(line(finding)));
            entries += part.entries();
            findings += part.findings().size();
            next = part.throughSeal() + 1;
            record = part.throughRecord();
        } while (!part.complete() && part.findings().size() < AuditVerification.MAX_FINDINGS);
        out.printf(Locale.ROOT, "Checked %,d entries and %,d seals.%n", entries, part.throughSeal());
        if (part.unsealedEntries() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%,d entries have no seal yet, the oldest since %s; they were checked by their chains alone.%n",
                    part.unsealedEntries(),
                    part.unsealedSince());
        }
        if (findings == 0) {
            out.println("The audit trail is intact.");
            return INTACT;
        }
        out.printf(
                Locale.ROOT,
                "The audit trail is NOT intact: %,d findings%s.%n",
                findings,
                part.complete() ? "" : ", then the check stopped");
        return FINDINGS;
    }

    private static String line(AuditFinding finding) {
        StringBuilder line = new StringBuilder(words(finding.kind()));
        if (finding.recordId() != null) {
            line.append(": record ").append(finding.recordId());
        }
        if (finding.revision() != null) {
            line.append(", revision ").append(finding.revision());
        }
        if (finding.field() != null) {
            line.append(", field ").append(finding.field());
        }
        if (finding.sealNumber() != null) {
            line.append(finding.recordId() == null ? ": seal " : ", seal ").append(finding.sealNumber());
        }
        return line.toString();
    }

    private static String words(AuditFinding.Kind kind) {
        return switch (kind) {
            case ENTRY_REMOVED -> "An entry was removed";
            case ENTRY_EDITED -> "An entry or one of its values was edited";
            case CHAIN_BROKEN -> "An entry does not follow the one before it";
            case RECORD_REMOVED -> "A record was removed";
            case RECORD_DIFFERS -> "A record is not what its trail says";
            case RECORD_WITHOUT_TRAIL -> "A record has no trail";
            case SEAL_REMOVED -> "A seal was removed";
            case SEAL_EDITED -> "A seal was edited";
        };
    }
}
