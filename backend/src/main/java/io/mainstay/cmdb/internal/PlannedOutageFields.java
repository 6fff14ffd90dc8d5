// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageState;
import io.mainstay.record.FieldCatalogue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a planned outage. */
public final class PlannedOutageFields {

    public static final String FROM = "from";
    public static final String TO = "to";

    public static final FieldCatalogue<PlannedOutage> ALL = FieldCatalogue.<PlannedOutage>of("plannedOutages")
            .id("id", PlannedOutage::id)
            .required()
            .notInHistory()
            .text("number", PlannedOutage::number)
            .required()
            .sortable()
            .id("ciId", PlannedOutage::ciId)
            .required()
            .choice("effect", FailureEffect.class, PlannedOutage::effect)
            .required()
            .instant(FROM, PlannedOutage::from)
            .required()
            .sortable()
            .instant(TO, PlannedOutage::to)
            .required()
            .sortable()
            .text("title", PlannedOutage::title)
            .required()
            .text("reason", PlannedOutage::reason)
            .choice("state", PlannedOutageState.class, PlannedOutage::state)
            .required()
            .id("changeId", PlannedOutage::changeId)
            .instant("noticedAt", outage -> told(outage, PlannedOutage.Notice::at))
            .notInHistory()
            .choice("noticedState", PlannedOutageState.class, outage -> told(outage, PlannedOutage.Notice::state))
            .notInHistory()
            .choice("noticedEffect", FailureEffect.class, outage -> told(outage, PlannedOutage.Notice::effect))
            .notInHistory()
            .instant("noticedFrom", outage -> told(outage, PlannedOutage.Notice::from))
            .notInHistory()
            .instant("noticedTo", outage -> told(outage, PlannedOutage.Notice::to))
            .notInHistory()
            .number("version", PlannedOutage::version)
            .required()
            .notInHistory()
            .number("revision", PlannedOutage::revision)
            .required()
            .notInHistory()
            .instant("createdAt", PlannedOutage::createdAt)
            .required()
            .notInHistory()
            .instant("updatedAt", PlannedOutage::updatedAt)
            .required()
            .notInHistory()
            .index("id")
            .index("number")
            .index(FROM)
            .index(TO)
            .sortedBy(FROM, false);

    private PlannedOutageFields() {}

    private static <V> @Nullable V told(PlannedOutage outage, Function<PlannedOutage.Notice, V> value) {
        return outage.notice() == null ? null : value.apply(outage.notice());
    }
}
