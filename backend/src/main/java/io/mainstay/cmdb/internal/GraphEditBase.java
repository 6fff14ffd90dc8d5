// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.GraphEdit;
import io.mainstay.cmdb.InstalledVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a CI was when an edit was planned on it, and what has changed since. */
public final class GraphEditBase {

    /** Whether a CI works moves by itself, and no plan rests on it. */
    private static final String STATUS = "operationalStatus";

    /** That something was changed without a change, and accepted into one, moves nothing but what was changed. */
    private static final String UNAUTHORISED = "unauthorised";

    /** Deployments set it, those of a release of the same change too: only a plan that sets it rests on it. */
    private static final String INSTALLED = "attributes." + InstalledVersions.ATTRIBUTE;

    private static final int DIGEST = 16;

    private GraphEditBase() {}

    public static GraphEdit.Base of(ConfigurationItem item) {
        return new GraphEdit.Base(item.version(), item.revision(), digests(item));
    }

    /**
     * The fields whose values are others now, in order.
     *
     * @param setsVersion whether the edit sets the version that is installed
     */
    public static List<String> differing(GraphEdit.Base base, ConfigurationItem now, boolean setsVersion) {
        if (base.revision() == now.revision()) {
            return List.of();
        }
        Map<String, String> digests = digests(now);
        TreeSet<String> fields = new TreeSet<>(digests.keySet());
        fields.addAll(base.digests().keySet());
        List<String> differing = new ArrayList<>();
        for (String field : fields) {
            boolean counts = setsVersion || !field.equals(INSTALLED);
            if (counts && !Objects.equals(digests.get(field), base.digests().get(field))) {
                differing.add(field);
            }
        }
        return differing;
    }

    /** Whether a field of history is one that people plan, and not something that moves by itself or that is told beside the fields. */
    static boolean isPlanned(String field) {
        return !field.equals(STATUS)
                && !field.startsWith(UNAUTHORISED)
                && (ConfigurationItemFields.isAttribute(field) || ConfigurationItemFields.ALL.isInHistory(field));
    }

    private static Map<String, String> digests(ConfigurationItem item) {
        Map<String, String> digests = new TreeMap<>();
        for (FieldChange field : ConfigurationItemFields.changes(null, item)) {
            String value = field.after();
            if (value != null && isPlanned(field.field())) {
                // The same secret reads otherwise once it is encrypted with another key.
                String text = field.secret() ? "" : value;
                digests.put(field.field(), FieldChange.digest(List.of(text)).substring(0, DIGEST));
            }
        }
        return digests;
    }
}
