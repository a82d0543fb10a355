"""Every sentence about members, households and shares."""

# -- roster ---


def origin_elsewhere(env, *, village, entity):
    return env._("%(village)s is none of the former villages of %(entity)s.", village=village, entity=entity)


def entity_stays(env):
    return env._("A household stays with its collective. Enter a new one in the other collective.")


def household_in_use(env, *, household):
    return env._("Household %(household)s has members. Archive it instead.", household=household)


def household_elsewhere(env, *, member, household):
    return env._(
        "%(member)s and household %(household)s belong to different collectives.",
        member=member,
        household=household,
    )


def identity_wrong(env, *, member, tail):
    return env._(
        "The identity number of %(member)s that ends in %(tail)s is not right. Compare it with the paper.",
        member=member,
        tail=tail,
    )


def no_account(env, *, member):
    return env._("No account is entered for %(member)s.", member=member)


def own_account(env, *, member):
    return env._(
        "You have written the account of %(member)s yourself. Somebody else verifies it.", member=member
    )


def change_title(env):
    return env._("Change of Membership")


def cause_does_not_fit(env):
    return env._("This cause does not go with this change. Choose another one.")


def paper_missing(env):
    return env._("Attach the paper that proves it.")


def day_to_come(env, *, date):
    return env._("%(date)s is still to come.", date=date)


def own_entry(env, *, member):
    return env._("You have entered %(member)s yourself. Somebody else records the change.", member=member)


def shares_left(env, *, member):
    return env._(
        "%(member)s still holds shares. Transfer or cancel them before the membership ends.", member=member
    )


def roster_name(env, *, entity, date):
    return env._("Member roster of %(entity)s, %(date)s", entity=entity, date=date or "")


def roster_terms(env, *, date, count, names):
    return env._(
        "%(count)s people to be confirmed as members from %(date)s: %(names)s",
        count=count,
        date=date,
        names=names,
    )


def roster_empty(env):
    return env._("Nobody is on the list. Enter the people, then fill the list.")


def posting_missing(env):
    return env._("Say where and since when it is posted, and add a photo of the posting.")


def member_already(env, *, member):
    return env._("%(member)s is on the roster already and needs no second confirmation.", member=member)


def own_roster(env):
    return env._("You have posted this list yourself. Somebody else confirms it.")


def still_posted(env, *, until):
    return env._("It is posted until %(until)s; what comes before is heard first.", until=until)


def filing_number(env, *, year, number):
    return env._("Member filing [%(year)s] No. %(number)s", year=year, number=number)


# -- sheet ---


def roster_title(env):
    return env._("Member Roster")


def roster_notes(env):
    return {
        "household": env._("The number of the household; everybody with the same number is one household."),
        "relation": env._("户主 for the head; for the others what they are to the head."),
        "birth": env._("A year is enough. With an identity number it may stay empty."),
        "cause": env._("原始取得, 出生, 婚姻, 收养, 政策移民 or 其他; empty means 原始取得."),
    }


def not_one_collective(env, *, village):
    return env._(
        "%(village)s has no collective, or several. Choose the collective on the import itself.",
        village=village,
    )


# -- shares ---


def share_refused(env, name, facts):
    sentences = {
        "NotEnoughShares": env._(
            "%(holder)s holds %(held)s on %(on)s and cannot give %(asked)s.",
            holder=facts.get("holder", ""),
            held=f"{facts.get('held', 0):f}",
            asked=f"{facts.get('asked', 0):f}",
            on=facts.get("on", ""),
        ),
        "SharesNotPositive": env._("The number of shares is above nothing."),
        "SameHolder": env._("Shares pass from one person to another, not to the same."),
    }
    return sentences[name]


def own_change(env):
    return env._("You have asked for this change yourself. Somebody else books it.")


def holder_missing(env):
    return env._("Say whose shares they are, and who gets them.")


def collective_by_plan(env):
    return env._("The collective's own shares change by a plan of the assembly alone.")


def not_of_entity(env, *, member):
    return env._("%(member)s is no member of this collective.", member=member)


def not_a_member(env, *, member):
    return env._("%(member)s is not confirmed as a member and gets no shares.", member=member)


def plan_name(env):
    return env._("Quantification of Shares")


def plan_empty(env):
    return env._("The plan gives nobody shares. Write its rules, then work out the shares.")


def too_much_collective(env, *, limit):
    return env._("The collective itself would hold more than %(limit)s percent of the shares.", limit=limit)


def register_begun(env):
    return env._(
        "The register holds shares on this day already, or on a later one. They change by changes of shares,"
        " not by another plan."
    )


def registers_mixed(env):
    return env._(
        "Shares of former villages and shares of one register for all do not stand side by side: end those"
        " that stand first."
    )


def register_moved_on(env):
    return env._("Someone else has just written in this share register. Please try again.")


def own_plan(env):
    return env._("You have prepared this plan yourself. Somebody else takes this step.")


def plan_terms(env, *, date, assets, total, rules):
    return env._(
        "From %(date)s, %(assets)s yuan of operating property in %(total)s shares: %(rules)s",
        date=date,
        assets=f"{assets:,.2f}",
        total=f"{total:g}",
        rules=rules,
    )


def check_shares(env):
    return env._("Share register: nobody below nothing, what passes on adds up to nothing")


def share_below_nothing(env, *, entity, holder, number):
    return env._(
        "%(entity)s: %(holder)s holds %(number)s shares on some day.",
        entity=entity,
        holder=holder,
        number=number,
    )


def share_change_open(env, *, change, number):
    return env._(
        "The change of shares No. %(change)s takes and gives different numbers: %(number)s.",
        change=change,
        number=number,
    )
