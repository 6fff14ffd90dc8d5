// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.internal.store.CiControlStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/** Sets which attributes of which CIs are changed only by changes. */
@Service
public final class CiControlService {

    private static final int MAX_RULES = 100;
    private static final int MAX_ATTRIBUTES = 100;
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9_]{0,59}");

    private final CiControlStore store;
    private final CiClasses classes;
    private final UnitOfWork work;
    private final Journal journal;
    private final BusinessClock clock;

    CiControlService(CiControlStore store, CiClasses classes, UnitOfWork work, Journal journal, BusinessClock clock) {
        this.store = store;
        this.classes = classes;
        this.work = work;
        this.journal = journal;
        this.clock = clock;
    }

    /** What holds now. */
    public CiControls controls(Principal principal) {
        principal.require(Permission.CI_READ);
        return work.read(store::controls);
    }

    /**
     * Replaces the rules. Differences that CIs have stay.
     *
     * @param rules by the id or key of their class
     * @throws RefusedException if they break a rule of theirs, or STALE_VERSION
     */
    public CiControls set(Principal principal, List<CiControls.Rule> rules, int expectedVersion) {
        principal.require(Permission.CI_CONTROL);
        List<CiControls.Rule> checked = checked(rules);
        String entryId = Ids.next();
        Instant now = clock.now();
        return work.write(entryId, () -> {
            CiControlStore.Locked locked = store.lock();
            CiControls before = locked.controls();
            if (before.version() != expectedVersion) {
                throw RefusedException.staleVersion(expectedVersion, before.version());
            }
            CiControls after = new CiControls(before.version() + 1, checked);
            int revision = locked.revision() + 1;
            store.save(after, revision);
            journal.append(new JournalEntry(
                    entryId,
                    principal,
                    CiControls.TYPE,
                    CiControls.ID,
                    revision,
                    "ci.set-controls",
                    now,
                    now,
                    List.of(FieldChange.of("rules", before.rules(), after.rules())),
                    List.of()));
            return after;
        });
    }

    /** What a rule is for: the keys that it names, or all others. */
    private static List<String> named(CiControls.Rule rule) {
        return rule.attributes().isEmpty() ? List.of("") : rule.attributes();
    }

    private List<CiControls.Rule> checked(List<CiControls.Rule> rules) {
        Validation validation = new Validation();
        validation.check(rules.size() <= MAX_RULES, "at most " + MAX_RULES, "input", "rules");
        validation.refuseIfFailed();
        CiClassTree tree = classes.tree();
        Set<String> met = new HashSet<>();
        List<CiControls.Rule> checked = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            CiControls.Rule rule = rules.get(i);
            String index = String.valueOf(i);
            if (rule.attributes().size() > MAX_ATTRIBUTES) {
                validation.check(false, "at most " + MAX_ATTRIBUTES, "input", "rules", index, "attributes");
                continue;
            }
            Optional<CiClass> found = tree.find(rule.classKey());
            if (found.isEmpty()) {
                RefusedException.notFound("CI class", rule.classKey(), "input", "rules", index, "classId")
                        .errors()
                        .forEach(validation::add);
                continue;
            }
            String classKey = found.get().key();
            List<String> named = named(rule);
            for (int j = 0; j < named.size(); j++) {
                String attribute = named.get(j);
                String[] at = {"input", "rules", index, "attributes", String.valueOf(j)};
                validation.check(
                        rule.attributes().isEmpty() || KEY.matcher(attribute).matches(),
                        "a key of 1 to 60 letters, digits and underscores that begins with a small letter",
                        at);
                validation.check(
                        met.add(classKey + ' ' + attribute), "what no other rule of the same class is for", at);
            }
            checked.add(new CiControls.Rule(classKey, rule.mode(), rule.attributes()));
        }
        validation.refuseIfFailed();
        return checked;
    }
}
