// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment.internal.graphql;

import io.mainstay.attachment.Attachment;
import io.mainstay.attachment.internal.DownloadLinks;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.platform.graphql.References;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** What an attachment is, and where its bytes are read. */
@Controller
class AttachmentGraphQl {

    private final IdentityViews identity;
    private final DownloadLinks links;

    AttachmentGraphQl(IdentityViews identity, DownloadLinks links) {
        this.identity = identity;
        this.links = links;
    }

    @SchemaMapping(typeName = Attachment.TYPE)
    String name(Attachment attachment) {
        return attachment.file().name();
    }

    @SchemaMapping(typeName = Attachment.TYPE)
    String contentType(Attachment attachment) {
        return attachment.file().contentType();
    }

    @SchemaMapping(typeName = Attachment.TYPE)
    long size(Attachment attachment) {
        return attachment.file().size();
    }

    @SchemaMapping(typeName = Attachment.TYPE)
    String sha256(Attachment attachment) {
        return attachment.file().sha256();
    }

    /** Whoever reads the attachment may read its bytes. */
    @SchemaMapping(typeName = Attachment.TYPE)
    @Nullable
    String url(Attachment attachment) {
        return links.of(attachment.id()).orElse(null);
    }

    @BatchMapping(typeName = Attachment.TYPE)
    Map<Attachment, PersonView> attachedBy(List<Attachment> all) {
        return References.resolve(all, Attachment::attachedById, identity::people);
    }
}
