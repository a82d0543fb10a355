# Each target is one line that calls a tool; what it does is in config/bootstrap/ (python3 -m config.bootstrap).
BOOTSTRAP = python3 -m config.bootstrap

.PHONY: up down reset test rules lint bench story shell

up: ; @$(BOOTSTRAP) up
down: ; @$(BOOTSTRAP) down
reset: ; @$(BOOTSTRAP) reset
test: ; @$(BOOTSTRAP) test $(ARGS)
rules: ; @$(BOOTSTRAP) rules $(ARGS)
lint: ; @$(BOOTSTRAP) lint
bench: ; @$(BOOTSTRAP) bench $(ARGS)
story: ; @$(BOOTSTRAP) story $(ARGS)
shell: ; @$(BOOTSTRAP) shell
