// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.Principal;
import io.mainstay.record.TicketKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The kinds of records that are approved, and what somebody sees of their records. */
@Component
public final class ApprovalSubjects {

    private final List<ApprovalSubject> all;

    ApprovalSubjects(List<ApprovalSubject> all) {
        this.all = List.copyOf(all);
    }

    Optional<ApprovalSubject> of(TicketKind kind) {
        return all.stream().filter(subject -> subject.kind() == kind).findFirst();
    }

    Optional<ApprovalSubject> of(String type) {
        return all.stream().filter(subject -> subject.type().equals(type)).findFirst();
    }

    Set<TicketKind> kinds() {
        return all.stream().map(ApprovalSubject::kind).collect(Collectors.toSet());
    }

    /** The types of records that somebody may read, if they see them. */
    Set<String> readable(Principal principal) {
        return all.stream()
                .filter(subject -> principal.may(subject.readPermission()))
                .map(ApprovalSubject::type)
                .collect(Collectors.toSet());
    }

    /** Those of the requests whose records somebody sees and may read. */
    List<ApprovalRequest> seen(Principal principal, Collection<ApprovalRequest> requests) {
        Map<String, ?> records = records(principal, requests);
        return requests.stream()
                .filter(request -> records.containsKey(request.recordId()))
                .toList();
    }

    /** The records of requests, by id, as far as somebody sees them and may read them. */
    Map<String, Object> records(Principal principal, Collection<ApprovalRequest> requests) {
        Map<String, Object> records = new HashMap<>();
        requests.stream()
                .collect(Collectors.groupingBy(
                        ApprovalRequest::recordType, Collectors.mapping(ApprovalRequest::recordId, Collectors.toSet())))
                .forEach((type, ids) -> of(type).filter(subject -> principal.may(subject.readPermission()))
                        .ifPresent(subject -> records.putAll(subject.visible(principal, ids))));
        return records;
    }
}
