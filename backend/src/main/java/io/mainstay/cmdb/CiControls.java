// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;

/**
 * Which attributes of which CIs are changed only by changes, a setting.
 *
 * @param version moves with every edit
 */
public record CiControls(int version, List<Rule> rules) {

    /** Its type in history and audit, and the label of its node. */
    public static final String TYPE = "CiControls";

    /** The id of the one setting, which a migration makes. */
    public static final String ID = "01900000-0000-7000-8000-000000000451";

    /** What holds for attributes of which no rule says anything. No source says so: it is ours. */
    public static final CiControlMode DEFAULT = CiControlMode.WARN;

    public CiControls {
        rules = List.copyOf(rules);
    }

    /**
     * A rule for the CIs of a class and of those below it.
     *
     * @param attributes the keys for which it holds; empty for all that no other rule of the class names
     */
    public record Rule(String classKey, CiControlMode mode, List<String> attributes) {

        public Rule {
            attributes = List.copyOf(attributes);
        }
    }

    /** What holds for an attribute: the nearest class that says something of it, and of that what names it before what names none. */
    public CiControlMode of(CiClassTree classes, String classKey, String attribute) {
        for (CiClass at : classes.pathOf(classKey)) {
            CiControlMode ofAll = null;
            for (Rule rule : rules) {
                if (!rule.classKey().equals(at.key())) {
                    continue;
                }
                if (rule.attributes().contains(attribute)) {
                    return rule.mode();
                }
                if (rule.attributes().isEmpty()) {
                    ofAll = rule.mode();
                }
            }
            if (ofAll != null) {
                return ofAll;
            }
        }
        return DEFAULT;
    }
}
