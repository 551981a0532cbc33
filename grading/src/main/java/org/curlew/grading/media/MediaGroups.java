package org.curlew.grading.media;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Gathers consecutive rows of one content into one media with its places. */
final class MediaGroups implements Iterator<ExhibitMedia> {

    /** One place with its content. */
    record Row(Content content, ExhibitMedia.Occurrence occurrence) {}

    private final Iterator<Row> rows;
    private Row next;

    MediaGroups(Iterator<Row> rows) {
        this.rows = rows;
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ExhibitMedia next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        Content content = next.content();
        List<ExhibitMedia.Occurrence> occurrences = new ArrayList<>();
        while (next != null && next.content().sha256().equals(content.sha256())) {
            occurrences.add(next.occurrence());
            advance();
        }
        return new ExhibitMedia(content, occurrences);
    }

    private void advance() {
        next = rows.hasNext() ? rows.next() : null;
    }
}
