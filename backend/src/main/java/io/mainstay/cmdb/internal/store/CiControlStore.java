// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.CiControlMode;
import io.mainstay.cmdb.CiControls;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.Locks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The store of which attributes are changed only by changes. */
@Component
public final class CiControlStore {

    private static final String BLANK = " ";

    private final Cypher cypher;
    private final Locks locks;

    CiControlStore(Cypher cypher, Locks locks) {
        this.cypher = cypher;
        this.locks = locks;
    }

    /** What holds, under its lock, with the revision of its trail. */
    public record Locked(CiControls controls, int revision) {}

    public CiControls controls() {
        return cypher.statement("cmdb/ci-controls")
                .with("id", CiControls.ID)
                .one(row -> read(row.row("controls")))
                .orElseThrow();
    }

    /** The setting by its id, if that is one of some ids. */
    public Map<String, CiControls> byIds(Collection<String> ids) {
        return ids.contains(CiControls.ID) ? Map.of(CiControls.ID, controls()) : Map.of();
    }

    /** Locks the setting until the unit of work ends. */
    public Locked lock() {
        return locks.lock(CiControls.TYPE, CiControls.ID, node -> new Locked(read(node), node.integer("revision")))
                .orElseThrow();
    }

    /** Writes the setting, whose lock is held. */
    public void save(CiControls controls, int revision) {
        List<CiControls.Rule> rules = controls.rules();
        cypher.statement("cmdb/save-ci-controls")
                .with("id", CiControls.ID)
                .with("version", controls.version())
                .with("revision", revision)
                .with("classKeys", rules.stream().map(CiControls.Rule::classKey).toList())
                .with("modes", rules.stream().map(rule -> rule.mode().name()).toList())
                .with(
                        "attributes",
                        rules.stream()
                                .map(rule -> String.join(BLANK, rule.attributes()))
                                .toList())
                .run();
    }

    private static CiControls read(Row node) {
        List<String> classKeys = node.strings("classKeys");
        List<String> modes = node.strings("modes");
        List<String> attributes = node.strings("attributes");
        List<CiControls.Rule> rules = new ArrayList<>();
        for (int i = 0; i < classKeys.size(); i++) {
            rules.add(new CiControls.Rule(
                    classKeys.get(i),
                    CiControlMode.valueOf(modes.get(i)),
                    Arrays.stream(attributes.get(i).split(BLANK, -1))
                            .filter(key -> !key.isEmpty())
                            .toList()));
        }
        return new CiControls(node.integer("version"), rules);
    }
}
