// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a record is to be approved as: what policies ask of it, who answers for what it is about, and who has a part in it.
 *
 * @param recordType the label of its node
 * @param type such as EMERGENCY
 * @param risk such as HIGH; null if the record has none
 * @param serviceIds services that depend on what it is about
 * @param cost null if the record has none
 * @param freezeException whether it is to be made although a freeze forbids it
 * @param part what of it is approved by itself; null for the record as a whole
 * @param parts what part people have in it, such as "requested it", by their ids: nobody approves what they have a part in
 */
public record ApprovalMatter(
        TicketKind kind,
        String recordType,
        String recordId,
        String type,
        @Nullable String risk,
        Set<String> serviceIds,
        @Nullable Double cost,
        boolean freezeException,
        List<String> ciOwnerIds,
        List<String> serviceOwnerIds,
        Confidentiality confidentiality,
        @Nullable Part part,
        Map<String, String> parts) {

    /**
     * A part of a record that is approved by itself: its deployment to one environment.
     *
     * @param id empty for one that is not there yet
     * @param environment what that is called
     */
    public record Part(String id, String environment) {}

    /** Of a kind that no freeze forbids. */
    public ApprovalMatter(
            TicketKind kind,
            String recordType,
            String recordId,
            String type,
            @Nullable String risk,
            Set<String> serviceIds,
            @Nullable Double cost,
            List<String> ciOwnerIds,
            List<String> serviceOwnerIds,
            Confidentiality confidentiality,
            Map<String, String> parts) {
        this(
                kind,
                recordType,
                recordId,
                type,
                risk,
                serviceIds,
                cost,
                false,
                ciOwnerIds,
                serviceOwnerIds,
                confidentiality,
                null,
                parts);
    }

    public ApprovalMatter {
        serviceIds = Set.copyOf(serviceIds);
        ciOwnerIds = List.copyOf(ciOwnerIds);
        serviceOwnerIds = List.copyOf(serviceOwnerIds);
        parts = Map.copyOf(parts);
    }

    /**
     * The same of a part of the record.
     *
     * @param involved what part people have in the record and in this part of it
     */
    public ApprovalMatter of(Part which, Map<String, String> involved) {
        return new ApprovalMatter(
                kind,
                recordType,
                recordId,
                type,
                risk,
                serviceIds,
                cost,
                freezeException,
                ciOwnerIds,
                serviceOwnerIds,
                confidentiality,
                which,
                involved);
    }

    public @Nullable String partId() {
        return part == null ? null : part.id();
    }

    /** Which policies are asked about it. */
    public ApprovalTarget target() {
        return part == null ? ApprovalTarget.RECORD : ApprovalTarget.DEPLOYMENT;
    }

    /** Who has one of them does not decide it, whatever else they are. */
    public Set<Role> barredRoles() {
        return target().barredRoles();
    }
}
