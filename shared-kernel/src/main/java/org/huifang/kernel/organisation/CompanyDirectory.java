package org.huifang.kernel.organisation;

import java.util.List;
import java.util.Optional;
import org.huifang.kernel.organisation.Directory.Person;

/** The company's people, centres, departments and policies, as far as this process has read them. */
public interface CompanyDirectory {
    Directory current();

    /** Reads what has been added since; asked before anybody is refused for being unknown. */
    Directory refreshed();

    /** A person with what they may do now, in their own right and as a deputy; nobody who has left. */
    Optional<Person> acting(String person);

    /** The same without reading on: for whom it is asked again and again. */
    Optional<Person> actingAsRead(String person);

    /** All people of the company, with what they may do now. */
    List<Person> everybody();

    /** @throws IllegalArgumentException for a version that was never adopted */
    default Policy policy(int version) {
        return current()
                .policy(version)
                .or(() -> refreshed().policy(version))
                .orElseThrow(() -> new IllegalArgumentException("no policy of version " + version));
    }
}
