"""Settings that all tests share."""

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "innosim",
    max_examples=4,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("innosim")
