// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.change.CabMeeting;
import io.mainstay.change.CabMeetingQueries;
import io.mainstay.change.ChangeReport;
import io.mainstay.change.ChangeReportQueries;
import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ChangeTemplateQueries;
import io.mainstay.platform.graphql.NodeResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Templates, meetings and reports by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class ChangeCatalogueNodes {

    @Bean
    NodeResolver changeTemplateNodes(ChangeTemplateQueries queries) {
        return new NodeResolver(ChangeTemplate.TYPE, ChangeTemplate.class, queries::byIds);
    }

    @Bean
    NodeResolver cabMeetingNodes(CabMeetingQueries queries) {
        return new NodeResolver(CabMeeting.TYPE, CabMeeting.class, queries::byIds);
    }

    @Bean
    NodeResolver changeReportNodes(ChangeReportQueries queries) {
        return new NodeResolver(ChangeReport.TYPE, ChangeReport.class, queries::byIds);
    }
}
