// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.store;

import io.mainstay.kernel.Permission;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.CatalogueSubject;
import io.mainstay.record.Subject;
import io.mainstay.record.Subject.Revision;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.internal.DeploymentEnvironmentFields;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The store of environments. */
@Component
public final class DeploymentEnvironmentStore {

    /** By the migration that makes it. */
    private static final String SETTINGS = "01900000-0000-7000-8000-000000000601";

    private final Cypher cypher;
    private final Locks locks;
    private final Subject<DeploymentEnvironment> subject;

    DeploymentEnvironmentStore(Cypher cypher, Writes writes, Locks locks) {
        this.cypher = cypher;
        this.locks = locks;
        this.subject = new CatalogueSubject<>(
                DeploymentEnvironment.TYPE,
                "Environment",
                (principal, _) -> principal.may(Permission.RELEASE_READ),
                DeploymentEnvironmentFields.ALL,
                environment -> new Revision(
                        environment.id(), environment.version(), environment.revision(), environment.updatedAt()),
                (environment, next) -> environment.moved(next.version(), next.revision(), next.lastEventAt()),
                DeploymentEnvironmentStore::read,
                writes,
                locks);
    }

    /** Environments, as they are edited. */
    public Subject<DeploymentEnvironment> subject() {
        return subject;
    }

    public Map<String, DeploymentEnvironment> byIds(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : cypher.statement("release/environments-by-id")
                        .with("ids", Set.copyOf(ids))
                        .keyed(row -> read(row.row("node")), DeploymentEnvironment::id);
    }

    /** Those in use, in the order of their positions. */
    public List<DeploymentEnvironment> inUse() {
        return cypher.statement("release/environments-in-use").list(row -> read(row.row("node")));
    }

    /** Those in use that are called so, in whatever case: one or none, but for what was set before names were unique. */
    public List<DeploymentEnvironment> named(String name) {
        return inUse().stream()
                .filter(environment -> environment.name().equalsIgnoreCase(name.strip()))
                .toList();
    }

    /**
     * Those in use, which nobody else sets until the unit of work ends: the settings of releases share the lock of one of them, the matrix of
     * priorities.
     */
    public List<DeploymentEnvironment> lockInUse() {
        return locks.lock("ReleasePriorityMatrix", SETTINGS, row -> row.string("id"))
                .map(_ -> inUse())
                .orElseThrow();
    }

    private static DeploymentEnvironment read(Row node) {
        return new DeploymentEnvironment(
                node.string("id"),
                node.string("name"),
                node.stringOrNull("description"),
                node.integer("position"),
                node.bool("changeControlled"),
                node.bool("needsPrevious"),
                node.has("needsApproval") && node.bool("needsApproval"),
                node.bool("active"),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"));
    }
}
