package org.huifang.kernel.promise;

import static org.huifang.kernel.promise.PromiseKind.PRESENT_IMPORTANT;
import static org.huifang.kernel.promise.PromiseKind.PRESENT_MAJOR;

import java.util.ArrayList;
import java.util.List;
import org.huifang.kernel.organisation.Role;

/** To whom a complaint was presented, and when; nothing undoes a presentation (§4.5.2 a, b). */
final class Presentations {
    private final List<Presentation> made = new ArrayList<>();

    private record Presentation(Happening happening, Role to) {
        boolean meets(PromiseKind kind) {
            return to == Role.COMPANY_LEADER || (to == Role.MANAGER && kind == PRESENT_IMPORTANT);
        }

        void meet(PromiseBook.Entry entry) {
            PromiseBook.meet(entry, happening.at(), happening.recordedAt());
        }
    }

    void add(Happening h, Role to, PromiseBook book) {
        Presentation presentation = new Presentation(h, to);
        made.add(presentation);
        for (PromiseKind kind : List.of(PRESENT_IMPORTANT, PRESENT_MAJOR)) {
            book.newest(kind).filter(entry -> presentation.meets(kind)).ifPresent(presentation::meet);
        }
    }

    /** What has already happened since the clock's start meets a promise at once. */
    void settle(PromiseBook.Entry entry) {
        made.stream()
                .filter(p -> p.meets(entry.kind) && !p.happening().at().isBefore(entry.clock))
                .findFirst()
                .ifPresent(p -> p.meet(entry));
        PromiseBook.missIfMadeLate(entry);
    }
}
