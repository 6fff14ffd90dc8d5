// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ChangeReport;
import io.mainstay.record.FieldCatalogue;

/** The fields of a report of changes. History has a digest of the figures, which name services that not everybody sees. */
public final class ChangeReportFields {

    public static final FieldCatalogue<ChangeReport> ALL = FieldCatalogue.<ChangeReport>of("changeReports")
            .id("id", ChangeReport::id)
            .required()
            .notInHistory()
            .id("organisationId", ChangeReport::organisationId)
            .required()
            .text("month", report -> report.month().toString())
            .required()
            .number("edition", ChangeReport::edition)
            .required()
            .text("place", ChangeReport::place)
            .required()
            .notInHistory()
            .text("zone", ChangeReport::zone)
            .required()
            .instant("from", ChangeReport::from)
            .required()
            .instant("to", ChangeReport::to)
            .required()
            .id("correctsId", ChangeReport::correctsId)
            .text("reason", ChangeReport::reason)
            .id("madeById", ChangeReport::madeById)
            .required()
            .text("figures", report -> ReportFiguresJson.write(report.figures()))
            .required()
            .notInHistory()
            .text("figuresDigest", ChangeReport::figuresDigest)
            .required()
            .number("version", ChangeReport::version)
            .required()
            .notInHistory()
            .number("revision", ChangeReport::revision)
            .required()
            .notInHistory()
            .instant("createdAt", ChangeReport::createdAt)
            .required()
            .notInHistory()
            .instant("updatedAt", ChangeReport::updatedAt)
            .required()
            .notInHistory()
            .sortedBy("place", true);

    private ChangeReportFields() {}
}
