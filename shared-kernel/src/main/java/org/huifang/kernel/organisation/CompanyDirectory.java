package org.huifang.kernel.organisation;

/** The company's people, centres and departments, as far as this process has read them. */
public interface CompanyDirectory {
    Directory current();

    /** Reads what has been added since; asked before anybody is refused for being unknown. */
    Directory refreshed();
}
