package org.huifang.query.owner;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.huifang.kernel.owner.OwnerView;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.owner.PersonalData;

/** Blinded terms: the same for an owner's texts and for what is typed at the same centre, and readable by nobody. */
final class BlindIndex {
    private final PersonalData personalData;

    BlindIndex(PersonalData personalData) {
        this.personalData = personalData;
    }

    /** The owner's tokens; none once their key is destroyed. */
    List<byte[]> tokens(OwnerView owner) {
        Optional<String> name = personalData.open(owner.name());
        return name.map(text ->
                        blinded(owner.centre(), Spelling.terms(text, opened(owner.rooms()), opened(owner.phones()))))
                .orElse(List.of());
    }

    /** One list for each condition that must hold, by one of its tokens at least. */
    List<List<byte[]>> typed(String centre, String text) {
        return Spelling.typed(text).stream()
                .map(terms -> blinded(centre, terms))
                .toList();
    }

    private List<String> opened(List<Personal> sealed) {
        return sealed.stream().map(personalData::open).flatMap(Optional::stream).toList();
    }

    private List<byte[]> blinded(String centre, Set<Term> terms) {
        return terms.stream()
                .map(term -> personalData.blind("owner." + term.kind(), centre + "\0" + term.value()))
                .collect(Collectors.toList());
    }
}
