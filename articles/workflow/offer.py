"""Which verbs a person may use now: the buttons of the form, the board and the lists."""

        "no_change_needed": state is not None
        and state.is_behind
        and can_say_no_change(user, article, language),
        "correct": live and may_put_out,
        "withdraw": published and not withdrawn and may_publish,
        "restore": withdrawn and can_restore(user, edition),
    }
    return [verb for verb, usable in verbs.items() if usable]
